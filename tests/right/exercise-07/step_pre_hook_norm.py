"""A hook before each step reads the gradients and keeps their norm."""


def train(model, criterion, optimizer, loader, epochs):
    norms = []

    def note(opt, args, kwargs):
        norms.append(sum(p.grad.norm().item() for p in model.parameters()))

    handle = optimizer.register_step_pre_hook(note)
    for epoch in range(epochs):
        for points, labels in loader:
            optimizer.zero_grad()
            criterion(model(points), labels).backward()
            optimizer.step()
        print(f"epoch {epoch} loss gradient norm {norms[-1]:.3f}")
    handle.remove()
