"""From the marked solutions to what students get: stubs, notebooks, bundles; and the proof of the kit."""
