"""Joins settings, domain and adapters: the only rooms that know all of them; everyone else receives what they need."""
