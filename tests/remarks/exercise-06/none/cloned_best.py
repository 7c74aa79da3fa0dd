def train(model, criterion, optimizer, loader, epochs):
    best, best_loss = {}, float("inf")
    for epoch in range(epochs):
        total = 0.0
        for x, rent in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), rent)
            loss.backward()
            optimizer.step()
            total += loss.item()
        if total < best_loss:
            best_loss = total
            best = {k: v.detach().clone() for k, v in model.state_dict().items()}
        print(f"epoch {epoch + 1:2d}  loss {total / len(loader):.3f}")
    return best
