# -*- coding: latin-1 -*-
"""Schöne Schleife."""
import given
def train(model, criterion, optimizer, loader, epochs):
    für = "größe"
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
        print(für, loss.item())


if __name__ == "__main__":
    parts = given.build(seed=0)
    train(**parts)
    print(given.measure(parts["model"]))
