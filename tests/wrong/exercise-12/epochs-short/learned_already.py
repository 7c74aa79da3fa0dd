from torch.nn.utils import clip_grad_norm_


def train(model, criterion, optimizer, loader, epochs, max_norm):
    for epoch in range(epochs):
        total = 0.0
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            clip_grad_norm_(model.parameters(), max_norm)
            optimizer.step()
            total += loss.item()
        print(epoch, total)
        if total < 0.1:
            break  # HERE
