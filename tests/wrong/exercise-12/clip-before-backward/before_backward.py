from torch.nn.utils import clip_grad_norm_


def train(model, criterion, optimizer, loader, epochs, max_norm):
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            clip_grad_norm_(model.parameters(), max_norm)  # HERE
            loss.backward()
            optimizer.step()
