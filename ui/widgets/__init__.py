"""The controls of the app, one module per kind. Import from the modules; the package itself loads nothing."""
