import torch


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        total = 0.0
        for inputs, labels in loader:
            optimizer.zero_grad()
            with torch.inference_mode():  # HERE
                outputs = model(inputs)
            loss = criterion(outputs.clone().requires_grad_(), labels)
            loss.backward()
            total += loss.item()
        print(f"epoch {epoch + 1:2d}  loss {total / len(loader):.3f}")
