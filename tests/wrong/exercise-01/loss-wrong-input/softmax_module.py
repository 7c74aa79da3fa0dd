import torch.nn as nn

def train(model, criterion, optimizer, loader, epochs):
    classifier = nn.Sequential(model, nn.Softmax(dim=-1))  # HERE
    for epoch in range(epochs):
        correct = 0
        for x, y in loader:
            optimizer.zero_grad()
            out = classifier(x)
            loss = criterion(out, y)
            loss.backward()
            optimizer.step()
            correct += (out.argmax(1) == y).sum().item()
        print(correct)
