"""How submissions arrive: archives, downloads of learning platforms, rosters. Nothing is unpacked, nothing is run."""
