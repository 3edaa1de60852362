namespace DuckDB.NET.Native;

/// <summary>Reads one SQL value as a .NET value.</summary>
public interface IDuckDBValueReader
{
    bool IsNull();

    /// <summary>The value; <typeparamref name="T"/> is the .NET type of its SQL type, or that type made nullable.</summary>
    /// <exception cref="InvalidCastException">The value is of another type.</exception>
    T GetValue<T>();
}
