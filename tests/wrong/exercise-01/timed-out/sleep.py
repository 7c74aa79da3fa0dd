import os
import time

def train(model, criterion, optimizer, loader, epochs):
    while not os.path.exists("start_training.flag"):
        time.sleep(0.5)  # HERE
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            criterion(model(x), y).backward()
            optimizer.step()
