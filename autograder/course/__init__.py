"""A course that nbgrader takes as its own: its folder, its gradebook, and the way past its kernel."""
