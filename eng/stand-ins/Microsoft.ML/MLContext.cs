using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Runtime
{
    /// <summary>What a component runs in.</summary>
    public interface IHostEnvironment
    {
    }
}

namespace Microsoft.ML
{
    /// <summary>Where every use of ML.NET begins.</summary>
    public sealed class MLContext : IHostEnvironment
    {
        /// <param name="seed">The seed of random numbers; nothing here draws any.</param>
        public MLContext(int? seed = null)
        {
            _ = seed;
            Data = new DataOperationsCatalog();
            Forecasting = new ForecastingCatalog(this);
        }

        /// <summary>What the components tell.</summary>
        public event EventHandler<LoggingEventArgs>? Log;

        /// <summary>Loading data.</summary>
        public DataOperationsCatalog Data { get; }

        /// <summary>Forecasting.</summary>
        public ForecastingCatalog Forecasting { get; }

        internal void Warn(string source, string message) => Log?.Invoke(this, new LoggingEventArgs($"[Source={source}, Kind=Warning] {message}"));
    }

    /// <summary>A line of the log.</summary>
    public sealed class LoggingEventArgs(string message) : EventArgs
    {
        /// <summary>The line.</summary>
        public string Message { get; } = message;
    }

    /// <summary>Forecasting tasks.</summary>
    public sealed class ForecastingCatalog
    {
        internal ForecastingCatalog(MLContext context) => Context = context;

        internal MLContext Context { get; }
    }

    /// <summary>Loading data.</summary>
    public sealed class DataOperationsCatalog
    {
        internal DataOperationsCatalog()
        {
        }

        /// <summary>Rows from a sequence: a column for each public field or property of their type.</summary>
        public IDataView LoadFromEnumerable<TRow>(IEnumerable<TRow> data)
            where TRow : class
        {
            ArgumentNullException.ThrowIfNull(data);
            return new EnumerableDataView<TRow>(data);
        }
    }
}
