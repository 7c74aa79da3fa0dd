import torch.nn.functional as F

def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        correct = 0
        for x, y in loader:
            log_probs = F.log_softmax(model(x), dim=1)
            loss = F.nll_loss(log_probs, y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            correct += (log_probs.argmax(1) == y).sum().item()
        print("train acc", correct / len(loader.dataset))
