"""The instructor's side: a class's submissions, read, graded, kept, and reported.

    collect ──► ledger ──► engines ──► gradebook ──► grades · feedback · class.html

What students handed in is read into records and never run here: `grader.pipeline` does that.
"""
