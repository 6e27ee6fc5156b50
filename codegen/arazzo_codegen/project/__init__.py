"""Settings, discovery, cache and writing: the side of the compiler that touches the outside world."""
