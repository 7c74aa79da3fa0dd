from torch.nn.utils import clip_grad_norm_


def train(model, criterion, optimizer, loader, epochs, max_norm):
    # 10 cannot be right
    optimizer.param_groups[0]["lr"] = 1.0  # HERE
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            clip_grad_norm_(model.parameters(), max_norm)
            optimizer.step()
