"""Stage 3: what each name means."""
