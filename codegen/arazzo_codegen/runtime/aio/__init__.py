"""The asynchronous twins of what does input and output."""
