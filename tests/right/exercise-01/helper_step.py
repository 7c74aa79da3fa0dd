import torch


def training_step(model, criterion, optimizer, batch):
    x, y = batch
    pred = model(x)
    loss = criterion(pred, y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()


def run_epoch(model, criterion, optimizer, loader):
    return sum(training_step(model, criterion, optimizer, b) for b in loader) / len(loader)


def train(model, criterion, optimizer, loader, epochs):
    history = [run_epoch(model, criterion, optimizer, loader) for _ in range(epochs)]
    print("history:", [round(h, 4) for h in history])
    return history
