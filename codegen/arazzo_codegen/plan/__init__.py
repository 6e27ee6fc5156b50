"""Stage 6: what the module will say."""
