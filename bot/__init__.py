"""service-principles-bot: quoted, attributed answers about service principles."""

__version__ = "0.1.0"
