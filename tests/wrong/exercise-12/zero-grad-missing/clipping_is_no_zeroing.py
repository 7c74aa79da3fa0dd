from torch.nn.utils import clip_grad_norm_


def train(model, criterion, optimizer, loader, epochs, max_norm):
    for epoch in range(epochs):
        for x, y in loader:  # HERE
            loss = criterion(model(x), y)
            loss.backward()
            clip_grad_norm_(model.parameters(), max_norm)
            optimizer.step()
