"""What runs where another system grades: one submission, from its folder to its results.

Each service is a module of one shape, `service()`, which tells where it lays what. The results are
written after the run and all that it started are gone, and whole; where the grader itself fails
there are none.
"""
