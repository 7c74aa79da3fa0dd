"""What other systems take to grade an exercise by themselves: a zip, a folder, a question.

    exercise ──► bundle (wheel, pins, the exercise) ──► gradescope · github_classroom · prairielearn

Each service is a module of one shape, `NAME` and `package(bundle)`; `inside` is what runs there.
"""
