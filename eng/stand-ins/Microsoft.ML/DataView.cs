using System.Reflection;

namespace Microsoft.ML
{
    /// <summary>Rows with a schema.</summary>
    public interface IDataView
    {
        /// <summary>The columns.</summary>
        DataViewSchema Schema { get; }
    }

    /// <summary>A step that was fitted to data.</summary>
    public interface ITransformer
    {
    }

    /// <summary>A step that can be fitted to data.</summary>
    public interface IEstimator<out TTransformer>
        where TTransformer : ITransformer
    {
        /// <summary>Fits it.</summary>
        TTransformer Fit(IDataView input);
    }

    /// <summary>The columns of rows.</summary>
    public sealed class DataViewSchema
    {
        private readonly Column[] _columns;

        internal DataViewSchema(IEnumerable<Column> columns) => _columns = [.. columns];

        /// <summary>The column of a name, or null.</summary>
        public Column? GetColumnOrNull(string name) => Array.Find(_columns, c => c.Name == name);

        /// <summary>A column.</summary>
        public sealed class Column(string name, string type)
        {
            /// <summary>Its name.</summary>
            public string Name { get; } = name;

            /// <summary>Its type, as the library writes it.</summary>
            public string Type { get; } = type;
        }
    }
}

namespace Microsoft.ML.Data
{
    internal interface IColumnSource
    {
        IEnumerable<float> Singles(string column);
    }

    internal sealed class EnumerableDataView<TRow> : IDataView, IColumnSource
    {
        private static readonly MemberInfo[] Members = [.. typeof(TRow).GetMembers(BindingFlags.Public | BindingFlags.Instance).Where(m => m is FieldInfo or PropertyInfo)];
        private readonly IEnumerable<TRow> _rows;

        public EnumerableDataView(IEnumerable<TRow> rows)
        {
            _rows = rows;
            Schema = new DataViewSchema(Members.Select(m => new DataViewSchema.Column(m.Name, TypeOf(m).Name)));
        }

        public DataViewSchema Schema { get; }

        public IEnumerable<float> Singles(string column)
        {
            var member = Array.Find(Members, m => m.Name == column)!;
            return _rows.Select(row => (float)(member is FieldInfo field ? field.GetValue(row) : ((PropertyInfo)member).GetValue(row))!);
        }

        private static Type TypeOf(MemberInfo member) => member is FieldInfo field ? field.FieldType : ((PropertyInfo)member).PropertyType;
    }
}
