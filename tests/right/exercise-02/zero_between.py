"""Zeroing between the loss and the backward pass, with .grad kept as zeros."""


def train(model, criterion, optimizer, loader, epochs):
    model.train()
    for epoch in range(1, epochs + 1):
        for step, (images, labels) in enumerate(loader, start=1):
            logits = model(images)
            loss = criterion(logits, labels)
            optimizer.zero_grad(set_to_none=False)
            loss.backward()
            optimizer.step()
            if step % 30 == 0:
                print(f"[{epoch}/{epochs}] batch {step}: loss {loss.item():.4f}")
