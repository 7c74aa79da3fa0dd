def train(model, criterion, optimizer, loader, epochs):
    epoch = -1
    try:
        for epoch in range(epochs):
            model.train()
            for x, y in loader:
                try:
                    optimizer.zero_grad()
                    loss = criterion(model(x), y)
                    loss.backward()
                    optimizer.step()
                finally:
                    optimizer.zero_grad()
    except KeyboardInterrupt:
        print("stopped by user")
    finally:
        model.eval()
        print("trained", epoch + 1, "epochs")
