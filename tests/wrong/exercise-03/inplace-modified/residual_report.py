def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        total, worst = 0.0, 0.0
        for x, y in loader:
            optimizer.zero_grad()
            outputs = model(x)
            loss = criterion(outputs, y)
            outputs -= y  # HERE
            worst = max(worst, outputs.abs().max().item())
            loss.backward()
            optimizer.step()
            total += loss.item()
        print(f"epoch {epoch + 1:2d}  loss {total / len(loader):.3f}  worst {worst:.2f}")
