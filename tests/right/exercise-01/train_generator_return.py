def train(model, criterion, optimizer, loader, epochs, *, verbose=False, **unused):
    hist = {"loss": [], "acc": []}
    for e in range(epochs):
        r = c = n = 0
        for i, data in enumerate(loader, 0):
            inputs, labels = data
            optimizer.zero_grad()
            outputs = model(inputs)
            loss = criterion(outputs, labels)
            loss.backward()
            optimizer.step()
            _, pred = outputs.data.max(1)
            r += loss.item()*inputs.size(0); n += labels.size(0); c += pred.eq(labels.data).sum().item()
        hist["loss"].append(r/n); hist["acc"].append(c/n)
    return model, hist
