using static TorchSharp.torch;

namespace MlNetDl.Trainers.Network;

/// <summary>A matrix in a <see cref="TensorArena"/>, and its transpose over the same memory.</summary>
internal readonly record struct MatrixView(Tensor Matrix, Tensor Transposed)
{
    /// <summary>The transposed matrix.</summary>
    public MatrixView Flipped => new(Transposed, Matrix);

    /// <summary>Overwrites the matrix by a product, or adds it. This is the one place where training leaves managed code.</summary>
    public void SetToProduct(Tensor left, Tensor right, bool add = false) => Matrix.addmm_(left, right, beta: add ? 1 : 0, alpha: 1);
}
