"""The local web application: pages over a store, each a URL whose data is there as JSON and CSV too."""
