"""Stage 2: the specifications' own objects."""
