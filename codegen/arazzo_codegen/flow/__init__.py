"""Stage 4: where control can go."""
