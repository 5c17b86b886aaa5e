"""An independent recomputation of every ratio that the program prints, from JSON alone."""
