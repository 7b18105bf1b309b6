using static TorchSharp.torch;

namespace MlNetDl.Trainers.Network;

/// <summary>A matrix in a <see cref="TensorArena"/>, and its transpose over the same memory.</summary>
internal readonly record struct MatrixView(Tensor Matrix, Tensor Transposed)
{
    /// <summary>Overwrites the matrix by a product. This is the one place where training leaves managed code.</summary>
    public void SetToProduct(Tensor left, Tensor right) => Matrix.addmm_(left, right, beta: 0, alpha: 1);
}
