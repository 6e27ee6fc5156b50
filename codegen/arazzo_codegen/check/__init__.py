"""Stage 5: is it sensible."""
