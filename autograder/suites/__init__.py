"""The hidden suites: one module for each unit, each test a check with its points beside it."""
