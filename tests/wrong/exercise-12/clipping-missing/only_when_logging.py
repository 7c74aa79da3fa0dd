from torch.nn.utils import clip_grad_norm_


def train(model, criterion, optimizer, loader, epochs, max_norm):
    for epoch in range(epochs):
        for i, (x, y) in enumerate(loader):
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            if i % 5 == 0:
                norm = clip_grad_norm_(model.parameters(), max_norm)  # HERE
                print(f"{epoch}/{i} loss {loss.item():.3f} norm {norm:.3f}")
            optimizer.step()
