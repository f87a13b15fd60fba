"""From the marked solutions to what students get: stubs, notebooks, bundles, catalogues; and the proof of the kit."""
