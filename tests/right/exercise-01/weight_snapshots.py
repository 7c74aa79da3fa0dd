import torch

def train(model, criterion, optimizer, loader, epochs):
    path = [torch.nn.utils.parameters_to_vector(model.parameters()).detach().clone()]
    for epoch in range(epochs):
        for x, y in loader:
            before = {k: v.clone() for k, v in model.state_dict().items()}
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
            changed = any(not torch.equal(before[k], v) for k, v in model.state_dict().items())
        path.append(torch.nn.utils.parameters_to_vector(model.parameters()).detach().clone())
        print(f"epoch {epoch}: moved {(path[-1] - path[-2]).norm():.4f} (last step changed: {changed})")
    return torch.stack(path)
