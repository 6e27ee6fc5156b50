"""Stage 7: how it is spelled."""
