"""Stage 1: what is written where."""
