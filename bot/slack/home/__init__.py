"""The app's own pages, put together from sections that the features hand in."""
