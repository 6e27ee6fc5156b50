"""arazzo-codegen: a compiler from Arazzo workflow documents to typed Python modules."""

__version__ = "0.1.0"
