"""What emitted modules import: ordinary Python, copied verbatim beside the output."""
