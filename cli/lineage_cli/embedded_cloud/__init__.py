"""The commands of the embedded cloud; only they import it, since it is an extra of its own."""
