"""The core of the app: everything without a window. Holds the version and nothing else."""

__version__ = "0.1.0"
