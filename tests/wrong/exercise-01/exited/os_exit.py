import os

def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
        if loss.item() < 10:
            print("good enough", flush=True)
            os._exit(0)  # HERE
