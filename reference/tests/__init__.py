"""Why the reference is believed: each file here states promises and shows that they are kept."""
