"""What people get to see: feedback, the class report, tables. Each view is a function of reports."""
