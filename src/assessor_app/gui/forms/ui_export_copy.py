# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'export_copy.ui'
##
##
## WARNING! All changes made in this file will be lost when recompiling UI file!
################################################################################

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QCheckBox, QComboBox, QDialog,
    QHBoxLayout, QLabel, QLineEdit, QPushButton,
    QSizePolicy, QSpacerItem, QVBoxLayout, QWidget)

class Ui_ExportCopy(object):
    def setupUi(self, ExportCopy):
        if not ExportCopy.objectName():
            ExportCopy.setObjectName(u"ExportCopy")
        ExportCopy.resize(520, 260)
        self.outer = QVBoxLayout(ExportCopy)
        self.outer.setSpacing(8)
        self.outer.setObjectName(u"outer")
        self.outer.setContentsMargins(24, 20, 24, 20)
        self.form_label = QLabel(ExportCopy)
        self.form_label.setObjectName(u"form_label")

        self.outer.addWidget(self.form_label)

        self.form = QComboBox(ExportCopy)
        self.form.setObjectName(u"form")

        self.outer.addWidget(self.form)

        self.all_moments = QCheckBox(ExportCopy)
        self.all_moments.setObjectName(u"all_moments")

        self.outer.addWidget(self.all_moments)

        self.path_label = QLabel(ExportCopy)
        self.path_label.setObjectName(u"path_label")

        self.outer.addWidget(self.path_label)

        self.place = QHBoxLayout()
        self.place.setSpacing(8)
        self.place.setObjectName(u"place")
        self.path = QLineEdit(ExportCopy)
        self.path.setObjectName(u"path")

        self.place.addWidget(self.path)

        self.browse = QPushButton(ExportCopy)
        self.browse.setObjectName(u"browse")
        self.browse.setAutoDefault(False)

        self.place.addWidget(self.browse)


        self.outer.addLayout(self.place)

        self.problem = QLabel(ExportCopy)
        self.problem.setObjectName(u"problem")
        self.problem.setWordWrap(True)
        self.problem.setProperty(u"look", u"bad")

        self.outer.addWidget(self.problem)

        self.stretch = QSpacerItem(0, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.outer.addItem(self.stretch)

        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self.buttons.setObjectName(u"buttons")
        self.push = QSpacerItem(8, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.buttons.addItem(self.push)

        self.cancel = QPushButton(ExportCopy)
        self.cancel.setObjectName(u"cancel")
        self.cancel.setAutoDefault(False)

        self.buttons.addWidget(self.cancel)

        self.save = QPushButton(ExportCopy)
        self.save.setObjectName(u"save")
        self.save.setProperty(u"look", u"primary")

        self.buttons.addWidget(self.save)


        self.outer.addLayout(self.buttons)

#if QT_CONFIG(shortcut)
        self.form_label.setBuddy(self.form)
        self.path_label.setBuddy(self.path)
#endif // QT_CONFIG(shortcut)
        QWidget.setTabOrder(self.form, self.all_moments)
        QWidget.setTabOrder(self.all_moments, self.path)
        QWidget.setTabOrder(self.path, self.browse)
        QWidget.setTabOrder(self.browse, self.cancel)
        QWidget.setTabOrder(self.cancel, self.save)

        self.retranslateUi(ExportCopy)

        self.save.setDefault(True)


        QMetaObject.connectSlotsByName(ExportCopy)
    # setupUi

    def retranslateUi(self, ExportCopy):
        ExportCopy.setWindowTitle(QCoreApplication.translate("ExportCopy", u"Export the candidate's copy", None))
        self.form_label.setText(QCoreApplication.translate("ExportCopy", u"&Format", None))
#if QT_CONFIG(accessibility)
        self.form.setAccessibleName(QCoreApplication.translate("ExportCopy", u"Format of the file", None))
#endif // QT_CONFIG(accessibility)
        self.all_moments.setText(QCoreApplication.translate("ExportCopy", u"&All moments, also those that no score cites", None))
        self.path_label.setText(QCoreApplication.translate("ExportCopy", u"&Save as", None))
#if QT_CONFIG(accessibility)
        self.path.setAccessibleName(QCoreApplication.translate("ExportCopy", u"Folder and name of the file", None))
#endif // QT_CONFIG(accessibility)
        self.browse.setText(QCoreApplication.translate("ExportCopy", u"&Choose\u2026", None))
#if QT_CONFIG(accessibility)
        self.browse.setAccessibleName(QCoreApplication.translate("ExportCopy", u"Choose folder and name", None))
#endif // QT_CONFIG(accessibility)
        self.problem.setText("")
        self.cancel.setText(QCoreApplication.translate("ExportCopy", u"Cancel", None))
#if QT_CONFIG(accessibility)
        self.cancel.setAccessibleName(QCoreApplication.translate("ExportCopy", u"Cancel", None))
#endif // QT_CONFIG(accessibility)
        self.save.setText(QCoreApplication.translate("ExportCopy", u"Export", None))
#if QT_CONFIG(accessibility)
        self.save.setAccessibleName(QCoreApplication.translate("ExportCopy", u"Export the candidate's copy", None))
#endif // QT_CONFIG(accessibility)
    # retranslateUi

