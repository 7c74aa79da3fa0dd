import torch


def train(model, criterion, optimizer, loader, epochs):
    loaders = {"train": loader}
    for epoch in range(epochs):
        for phase in loaders:
            running = 0.0
            for inputs, labels in loaders[phase]:
                optimizer.zero_grad()
                with torch.set_grad_enabled(phase == "training"):  # HERE
                    outputs = model(inputs)
                    loss = criterion(outputs, labels)
                    if phase == "training":
                        loss.backward()
                        optimizer.step()
                running += loss.item() * inputs.size(0)
            print(f"{phase} loss: {running / len(loaders[phase].dataset):.4f}")
